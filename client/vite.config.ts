import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      strategies: 'generateSW',
      registerType: 'prompt',
      // src/offline/app-update.ts registers it: the plugin's own client never reloads where WebKit keeps silent.
      injectRegister: false,
      includeManifestIcons: false,
      manifest: {
        id: '/',
        name: '一键入团',
        short_name: '一键入团',
        description: '企业在手机上申请建立共青团组织',
        lang: 'zh-CN',
        start_url: '/',
        display: 'standalone',
        theme_color: '#c8161d',
        background_color: '#f3f5f8',
        icons: [
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,css}', 'icons/icon.svg'],
        // Ahead of time every phone fetches what may be needed where there is no network: the form, and the work of a
        // street officer in a basement. Register files, lists, figures, the library, invitations and replies are looked at
        // where there is a network and say nothing without the server; English for officers comes when it is chosen, and Chinese stands in for it.
        // What was opened once stays in the browser's own cache all the same: the names carry a hash.
        globIgnores: ['**/desk-*.js', '**/english-*.js', '**/{InboxPage,InvitationPage,ReplyPage,reply}-*.js'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api\//, /^\/healthz/],
        // Personal data stays out of Cache Storage: nothing of /api is ever cached, so there is no runtimeCaching at all.
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  build: {
    // What <dialog> and :has() need anyway.
    target: ['chrome105', 'safari15.4', 'firefox121'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      // Schemas that a page does not check anything with stay on the server: building one has no effect.
      treeshake: { manualPureFunctions: ['z', 'defineOperation'] },
      output: {
        // What the entry needs anyway is one file: several compress worse and share through glue.
        codeSplitting: { groups: [{ name: (id, graph) => (isFirstLoaded(id, graph) ? 'first' : null) }] },
        // scripts/budget.ts and the precache above tell by the name what a chunk is for.
        chunkFileNames: ({ moduleIds }) => {
          const kind = kinds.find(([, modules]) => moduleIds.some((id) => modules.test(id)))
          return kind ? `assets/${kind[0]}-[name]-[hash].js` : 'assets/[name]-[hash].js'
        },
      },
    },
  },
  server: {
    proxy: { '/api': 'http://localhost:8080' },
  },
})

/** What only officers load: at a desk, in English, anywhere. The first that fits a chunk names it. */
const kinds: readonly (readonly [string, RegExp])[] = [
  [
    'desk',
    /\/(features\/(desk-|staff-overview|staff-library\/(Enterprise|FollowUps))|i18n\/[\w-]+\/staff-(desk|imports|lists|places|sending|overview|enterprise|library)\.)/,
  ],
  ['english', /\/i18n\/en\/(staff|demo)/],
  ['staff', /\/(features\/staff-|app\/(layouts\/StaffLayout|StaffScreens|staff-routes)|i18n\/zh-CN\/staff)/],
]

interface Graph {
  getModuleInfo(id: string): { readonly isEntry: boolean; readonly importers: readonly string[] } | null
}

const firstLoaded = new Map<string, boolean>()

/** Whether the entry imports it, straight or through others, other than by `import()`. */
function isFirstLoaded(id: string, graph: Graph): boolean {
  const known = firstLoaded.get(id)
  if (known !== undefined) return known
  firstLoaded.set(id, false) // ends a circle of imports
  const info = graph.getModuleInfo(id)
  const found = info !== null && (info.isEntry || info.importers.some((importer) => isFirstLoaded(importer, graph)))
  firstLoaded.set(id, found)
  return found
}
