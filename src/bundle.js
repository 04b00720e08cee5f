import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

/** What the product reads beside its code: where it lies in `src`, and where the code, all in one folder now, looks for it. */
const files = {
  'shop/profile/sample-shop.yaml': 'shop/profile/sample-shop.yaml',
  'picture/noto-sans-sc.woff2': 'noto-sans-sc.woff2',
}

/** What is only needed, and only loaded, where the product has to find its own database. */
const external = ['mongodb-memory-server-core']
/** Additions to the database's driver that nobody here uses. */
const absent =
  'kerberos @mongodb-js/zstd @aws-sdk/credential-providers gcp-metadata snappy socks aws4 mongodb-client-encryption'

/** Libraries in CommonJS ask for these. */
const banner = `import { createRequire as __createRequire } from 'node:module'
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname`

/** Maps are for our own lines: those of the libraries would be ten times as long. */
const libraryLines = {
  name: 'no maps of libraries',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /node_modules\/.*\.[cm]?js$/ }, async ({ path }) => ({
      contents: `${await readFile(path, 'utf8')}\n//# sourceMappingURL=data:application/json;base64,${oneLine}`,
      loader: 'default',
    }))
  },
}
const oneLine = Buffer.from('{"version":3,"sources":["library"],"mappings":"AAAA"}').toString('base64')

/**
 * Makes `dist` of the product and its commands: the same programs in a few files of plain JavaScript, which start in a
 * third of the time. Each file appears whole and those that import the others last, so that processes that start meanwhile
 * find one bundle or the other.
 */
const { outputFiles } = await build({
  entryPoints: { main: join(root, 'src/main.ts'), yingke: join(root, 'src/cli/main.ts') },
  outdir: dist,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'linked',
  sourcesContent: false,
  external: [...external, ...absent.split(' ')],
  banner: { js: banner },
  plugins: [libraryLines],
  write: false,
  logLevel: 'warning',
})
for (const { path, contents } of outputFiles.toSorted((a, b) => rankOf(a.path) - rankOf(b.path)))
  await put(path, contents)
for (const [file, place] of Object.entries(files)) await put(join(dist, place), await readFile(join(root, 'src', file)))
const kept = new Set(outputFiles.map(({ path }) => basename(path)))
for (const name of await readdir(dist))
  if (['.js', '.map'].includes(extname(name)) && !kept.has(name)) await rm(join(dist, name))

/** The product's own program is the very last: by its age it is told whether the bundle is fresh. @param {string} path */
function rankOf(path) {
  return ['yingke.js', 'main.js'].indexOf(basename(path))
}

/** @param {string} path @param {Uint8Array} contents */
async function put(path, contents) {
  await mkdir(dirname(path), { recursive: true })
  const part = `${path}.${process.pid}.part`
  await writeFile(part, contents)
  await rename(part, path)
}
