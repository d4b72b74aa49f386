import { sampleAsFiled } from './sample';
import { tablesOf } from './tables';

// npm run simulate: seasons of the review desk, in the order of arrival and in the product's order.

console.log(tablesOf(sampleAsFiled()));
