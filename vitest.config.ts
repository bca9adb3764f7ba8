import { defineConfig, mergeConfig } from "vitest/config";
import viteConfig from "./vite.config.ts";

export default defineConfig((env) =>
	mergeConfig(viteConfig(env), {
		test: {
			include: ["src/**/*.test.{ts,tsx}", "server/**/*.test.ts"],
			exclude: ["src/e2e/**"],
			// Real sockets on a noisy machine: patience costs nothing where tests wait for the world and never for the clock.
			testTimeout: 20_000,
			hookTimeout: 20_000,
		},
	}),
);
