/** What a tutorial puts into its page. The size is the player's own; a page may choose another size, from 480 by 360. */
export function embedCode(origin: string, fragment: string, title: string): string {
	return `<iframe src="${origin}/embed#${fragment}" width="960" height="600" title="${escaped(`Slow Wire: ${title}`)}" loading="lazy" allow="clipboard-write"></iframe>`;
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Whether only this machine knows a host by this name. */
export function isOnlyHere(hostname: string): boolean {
	return hostname === "localhost" || hostname === "[::1]" || /^127\./.test(hostname) || hostname.endsWith(".localhost");
}
