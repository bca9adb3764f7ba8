/** The version, put in by vite.config.ts from package.json, for the built host, the dev server and the tests alike. */
declare const __SLOW_WIRE_VERSION__: string;

export const VERSION: string = __SLOW_WIRE_VERSION__;
