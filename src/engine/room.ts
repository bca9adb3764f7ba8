import type { OpenRoom } from "./port.ts";

export const openRoom: OpenRoom = async () => {
	throw new Error("being written");
};
