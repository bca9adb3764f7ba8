import type { Server } from "node:http";
import type { Plugin } from "vite";
// Types only: the code of the rooms comes through ssrLoadModule, so that it can be loaded anew.
import type * as DoorsModule from "#server/doors.ts";
import { hostTold } from "#server/host-told.ts";
import { targetOf } from "#server/target.ts";

/** In development: rooms on Vite's own port, reopened whenever their code changes. Pages resume, with a new epoch. */
export function rooms(flags: DoorsModule.DoorsOptions["flags"], version: string): Plugin {
	const theirs = /\/(?:server|src\/(?:host|engine|model|contract|mqtt))\/(?!.*\.test\.ts$).*\.ts$/;
	return {
		name: "slow-wire-rooms",
		apply: (_, { command, mode }) => command === "serve" && mode !== "test",
		configureServer(vite) {
			const server = vite.httpServer as Server | null;
			if (server === null) return;
			let doors: DoorsModule.Doors | null = null;
			let work = Promise.resolve();

			async function reopen(): Promise<void> {
				await doors?.close();
				doors = null;
				const module = (await vite.ssrLoadModule("/server/doors.ts")) as typeof DoorsModule;
				doors = await module.openDoors(server as Server, { flags, strangers: "leave" });
			}
			/** One after the other: two sets of rooms cannot share one port. */
			function queue(task: () => Promise<void>): Promise<void> {
				work = work.then(task).catch((fault: unknown) => {
					if (fault instanceof Error) vite.ssrFixStacktrace(fault);
					vite.config.logger.error(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
				});
				return work;
			}

			let unset: NodeJS.Timeout | undefined;
			vite.watcher.on("change", (file) => {
				if (!theirs.test(file.replaceAll("\\", "/"))) return;
				// An editor that saves many files at once causes one reload.
				clearTimeout(unset);
				unset = setTimeout(() => void queue(reopen), 100);
			});
			server.once("close", () => {
				clearTimeout(unset);
				void queue(async () => doors?.close());
			});
			vite.middlewares.use("/healthz", (_, response) => {
				response.setHeader("Content-Type", "application/json");
				response.setHeader("Cache-Control", "no-store");
				response.end(`${JSON.stringify({ status: "ok", version, ...(doors?.rooms.counts() ?? { rooms: 0, connections: 0 }) })}\n`);
			});
			vite.middlewares.use("/host", (request, response) => {
				response.setHeader("Content-Type", "application/json");
				response.setHeader("Cache-Control", "no-store");
				response.end(`${JSON.stringify(hostTold(targetOf(request).path.split("?", 2)[1], doors))}\n`);
			});
			return () => void queue(reopen);
		},
	};
}
