/** Subjects that an account may use. */
export interface Rights {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

/**
 * What a chat server needs and no more: the subjects below its prefix, and the bucket that holds the
 * channels. The servers of a chat trust each other: they share an account.
 */
export function rightsOf(prefix: string, bucket = `${prefix}_channels`): Rights {
  const stream = `KV_${bucket}`;
  return {
    publish: [
      `${prefix}.>`,
      `$KV.${bucket}.>`,
      '$JS.API.INFO',
      `$JS.API.STREAM.INFO.${stream}`,
      `$JS.API.STREAM.CREATE.${stream}`,
      `$JS.API.STREAM.MSG.GET.${stream}`,
      `$JS.API.CONSUMER.CREATE.${stream}`,
      `$JS.API.CONSUMER.CREATE.${stream}.>`,
      `$JS.API.CONSUMER.INFO.${stream}.>`,
      `$JS.API.CONSUMER.DELETE.${stream}.>`,
      `$JS.FC.${stream}.>`,
    ],
    subscribe: [`${prefix}.>`, '_INBOX.>'],
  };
}
