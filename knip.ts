import type { KnipConfig } from "knip";

/** What nobody uses is an error: files, exports, exported types, packages. */
export default {
	entry: [
		"server/main.ts",
		"scripts/*.mjs",
		"scripts/bench/*.mjs",
		"scripts/siege/meter.mjs",
		// What scripts load by path, with scripts/load.mjs.
		"src/fidelity/report.ts",
		"src/lab/{open-lab,memory-storage}.ts",
		"src/engine/testkit/{storm,dice}.ts",
		"src/contract/presets.ts",
		"server/testkit/raw-client.ts",
		"server/testkit/siege/{attacks,party}.ts",
		// A page of its own, which src/e2e/engine-page.spec.ts builds.
		"scripts/vite/engine-page.config.ts",
		"src/e2e/engine-page/entry.ts",
		"scripts/vite/immediate.ts",
		// What TSX is compiled to.
		"src/kit/jsx-{runtime,dev-runtime}.ts",
	],
	project: ["src/**/*.{ts,tsx,css}", "server/**/*.ts", "scripts/**/*.{mjs,ts}", "*.ts"],
	compilers: {
		/** Fonts are packages that only a style sheet asks for. */
		css: (sheet: string) => [...sheet.matchAll(/url\("(@[^"]+)"\)/g)].map(([, file]) => `import "${file}";`).join("\n"),
	},
	// Named in scripts/vite/instead.ts and broker-instead.ts, as what a page has in place of Node's own.
	ignoreDependencies: ["buffer", "events", "process", "readable-stream"],
	// Of the machine: Debian's mosquitto-clients, tshark and tcpdump, and script(1) of util-linux.
	ignoreBinaries: ["mosquitto_pub", "mosquitto_sub", "script", "tcpdump", "tshark"],
	treatConfigHintsAsErrors: true,
} satisfies KnipConfig;
