/** Lets the browser save this under this name. type: its media type. */
export function saveFile(name: string, type: string, content: string | Blob): void {
	const address = URL.createObjectURL(new Blob([content], { type }));
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	link.click();
	// Not revoked at once: some browsers begin to read the file a moment later.
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
