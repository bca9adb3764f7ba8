import type { RealTime } from "#engine/port.ts";

/** The machine's own time. Tests hand in another clock and never wait. */
export const machineTime: RealTime = {
	now: () => performance.now(),
	wall: Date.now,
	soon: (call) => void setImmediate(call),
	after(ms, call) {
		const timer = setTimeout(call, ms);
		return () => clearTimeout(timer);
	},
};
