/** The same server, another database: `mongodb://host:1/a?x=y` and `b` make `mongodb://host:1/b?x=y`. */
export function withDatabase(uri: string, name: string): string {
  return uri.replace(
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/,
    (_, servers, options = '') => `${servers}/${name}${options}`,
  )
}
