export declare const BUILD_NOTE: string;
export declare function sourceDigest(root: string): string;
