/** Where the source is looked at: the site links there for whatever is no page. */
export const REPOSITORY = 'https://github.com/OWNER/chat';
