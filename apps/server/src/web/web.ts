/** What only a server with a web port loads. */
export { Page } from './page';
export { WebPort } from './web-port';
