/** Lets the browser save a text under this name. */
export function saveFile(name: string, text: string): void {
	const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	link.click();
	// Not at once: some browsers begin to read it a moment later.
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
