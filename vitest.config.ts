import { availableParallelism } from "node:os";
import { defineConfig, mergeConfig } from "vitest/config";
import viteConfig from "./vite.config.ts";

/** Only a test that would never end ends by this. */
const PATIENCE_MS = 120_000;

/**
 * What leaves something behind for the whole process: mqtt.js decides by its first connection, for all that follow, whether it is in a browser; and what
 * is loaded while a test stands in for a global keeps that.
 */
const APART = ["server/mqtt.test.ts", "src/rules/rules-seen.test.ts", "src/tape/export-acts.test.ts", "src/drawn/follow-events.test.ts"];

export default defineConfig((env) =>
	mergeConfig(viteConfig(env), {
		test: {
			// Real sockets on a noisy machine: patience costs nothing where tests wait for the world and never for the clock.
			testTimeout: PATIENCE_MS,
			hookTimeout: PATIENCE_MS,
			expect: { poll: { timeout: PATIENCE_MS / 2 } },
			// Many tests wait for packets and for other programs: three for two cores, so that these do not wait with them.
			maxWorkers: Math.ceil(1.5 * availableParallelism()),
			projects: [
				{
					extends: true,
					test: {
						name: "together",
						include: ["src/**/*.test.{ts,tsx}", "server/**/*.test.ts"],
						exclude: ["src/e2e/**", ...APART],
						isolate: false,
					},
				},
				{ extends: true, test: { name: "apart", include: APART } },
			],
		},
	}),
);
