import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder of package.json. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Runs a program in ROOT and passes its output on; settles with its exit code, or with 1 when the program could not start or a signal ended it. */
export function run(program, args, env = {}) {
	return new Promise((settle) => {
		const child = spawn(program, args, { cwd: ROOT, stdio: "inherit", env: { ...process.env, ...env } });
		child.on("error", (fault) => {
			console.error(`${program} could not be started: ${fault.message}`);
			settle(1);
		});
		child.on("close", (code) => settle(code ?? 1));
	});
}

/** Runs a program that one of our packages provides: by its file, since .bin links need a shell on Windows. */
export function runPackage(file, args, env = {}) {
	return run(process.execPath, [`node_modules/${file}`, ...args], env);
}
