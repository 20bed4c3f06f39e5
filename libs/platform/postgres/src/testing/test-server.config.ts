/** The PostgreSQL that integration tests use; `npm test` sets it. */
export function testServerUrl(): string {
  const url = process.env['DATABASE_URL'];
  if (!url) {
    throw new Error(
      'Integration tests need DATABASE_URL. Run them by `npm test`, which starts one.',
    );
  }
  return url;
}
