// Phones keep the script engine of their system for years. What shared code uses and engines before 2022 lack is added
// here once, before anything else runs. Syntax is lowered by the build.

function add(target: object, name: string, value: (...given: never[]) => unknown): void {
  if (name in target) return;
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

function itemAt<Item>(this: ArrayLike<Item>, index: number): Item | undefined {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

add(Object, 'hasOwn', (object: object, key: PropertyKey) =>
  Object.prototype.hasOwnProperty.call(object, key),
);
add(Array.prototype, 'at', itemAt);
add(String.prototype, 'at', itemAt);
add(String.prototype, 'replaceAll', function replaceAll(this: string, from: string | RegExp, to: string) {
  return typeof from === 'string' ? this.split(from).join(to) : this.replace(from, to);
});
