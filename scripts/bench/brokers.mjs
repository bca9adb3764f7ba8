import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const START_MS = 10_000;
/** Ticks per second in /proc/<pid>/stat, the same on every Linux. */
const TICKS = 100;

/** A broker in a process of its own: { name, port, path (null: TCP), cpuMs(), close() }. */
function openBroker(name, child, port, path, cleanUp = () => {}) {
	return {
		name,
		port,
		path,
		cpuMs: () => cpuMs(child.pid),
		close() {
			child.kill();
			cleanUp();
		},
	};
}

/** The processor time that a process has used so far, all of its threads together, in ms; NaN where the system does not tell. */
function cpuMs(pid) {
	try {
		const threads = readdirSync(`/proc/${pid}/task`);
		// In ns; a thread that has just ended counts no longer.
		return threads.reduce((sum, id) => sum + Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, "utf8").split(" ")[0]) / 1e6, 0);
	} catch {
		return cpuMsInTicks(pid);
	}
}

/** Where the kernel keeps no finer account. */
function cpuMsInTicks(pid) {
	try {
		const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
		return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS;
	} catch {
		return Number.NaN;
	}
}

/** Settles with what the pattern matches in the child's output. */
function said(child, pattern) {
	return new Promise((settle, fail) => {
		let text = "";
		const unset = setTimeout(() => fail(new Error(`it did not start in ${START_MS / 1_000} s: ${text}`)), START_MS);
		const hear = (chunk) => {
			text += chunk;
			const found = pattern.exec(text);
			if (found === null) return;
			clearTimeout(unset);
			settle(found);
		};
		child.stdout.on("data", hear);
		child.stderr.on("data", hear);
		child.on("error", fail);
		child.on("exit", (code) => fail(new Error(`it ended with ${code}: ${text}`)));
	});
}

const openChild = (program, args) => spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });

export async function openSlowWire(name, file, { websocket = false, nodeFlags = [], hostFlags = [] } = {}) {
	const child = openChild(process.execPath, [...nodeFlags, file, "--port", "0", "--mqtt-port", "0", ...hostFlags]);
	const [, page, mqtt] = await said(child, /localhost:(\d+)[\s\S]*?port (\d+)/);
	const broker = openBroker(name, child, Number(websocket ? page : mqtt), websocket ? "/r/ROOM/mqtt" : null);
	return Object.assign(broker, { child, httpPort: Number(page), mqttPort: Number(mqtt) });
}

export async function openBareAedes({ websocket }) {
	const child = openChild(process.execPath, [join(import.meta.dirname, "bare-aedes.mjs"), ...(websocket ? ["--websocket"] : [])]);
	const [, port] = await said(child, /port (\d+)/);
	return openBroker("Aedes", child, Number(port), websocket ? "/" : null);
}

/** Null where there is no Mosquitto, or only one without WebSocket. */
export async function openMosquitto({ websocket }) {
	const places = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "mosquitto"));
	const program = [process.env.MOSQUITTO, "/usr/sbin/mosquitto", ...places].find((place) => place && existsSync(place));
	if (program === undefined) return null;
	const folder = mkdtempSync(join(tmpdir(), "slow-wire-bench-"));
	const port = await freePort();
	const lines = [
		`listener ${port} 127.0.0.1`,
		...(websocket ? ["protocol websockets"] : []),
		"allow_anonymous true",
		"set_tcp_nodelay true",
	];
	// Mosquitto's own limit of 20 stalls QoS 2 for good when one publisher is further ahead than that (seen with 2.0.11).
	const file = join(folder, "mosquitto.conf");
	writeFileSync(file, `${lines.join("\n")}\npersistence false\nmax_inflight_messages 100\nlog_type error\n`, { mode: 0o644 });
	const child = openChild(program, ["-c", file]);
	const cleanUp = () => rmSync(folder, { recursive: true, force: true });
	const broker = openBroker("Mosquitto", child, port, websocket ? "/mqtt" : null, cleanUp);
	if (await answers(child, port)) return broker;
	broker.close();
	return null;
}

function freePort() {
	return new Promise((settle) => {
		const server = createServer().listen(0, "127.0.0.1", () => {
			const { port } = server.address();
			server.close(() => settle(port));
		});
	});
}

/** Mosquitto says nothing when it is ready, so this keeps trying to connect. */
async function answers(child, port) {
	for (const until = Date.now() + START_MS; Date.now() < until && child.exitCode === null; ) {
		const open = await new Promise((settle) => {
			const socket = connect(port, "127.0.0.1", () => settle(true)).on("error", () => settle(false));
			socket.on("connect", () => socket.destroy());
		});
		if (open) return true;
		await new Promise((settle) => setTimeout(settle, 50));
	}
	return false;
}
