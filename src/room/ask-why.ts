/** What the host answers to a page that asks in plain HTTP about its room socket. */
type Answer = { readonly status: number; readonly type: string | null; text(): Promise<string> };

/** Attempts in a row from which on it is not a passing trouble that the host answers and its WebSocket does not. */
const NOT_PASSING = 3;
/** Characters: a sentence of the host, and not a page of something in between. */
const A_SENTENCE = 300;

/**
 * A browser tells a page nothing about a WebSocket that was refused. So the page asks at the same address in plain HTTP, and says where it
 * comes from: within one origin, a request does not. Null: nobody answers, or nothing is to be learned from it.
 */
export async function askWhy(
	watchUrl: string,
	origin: string,
	attempts: number,
	get: (url: string) => Promise<Answer>,
): Promise<string | null> {
	try {
		const answer = await get(`${watchUrl.replace(/^ws/, "http")}?origin=${encodeURIComponent(origin)}`);
		if (answer.status === 426) {
			if (attempts < NOT_PASSING) return null;
			return "The host answers, but no WebSocket to it gets through: something in between does not pass WebSockets on.";
		}
		if (answer.status < 400 || answer.type?.startsWith("text/plain") !== true) return null;
		const says = (await answer.text()).trim();
		return says === "" || says.length > A_SENTENCE ? null : says;
	} catch {
		return null;
	}
}

/** By the browser's own means. */
export async function getAnswer(url: string): Promise<Answer> {
	const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(5_000) });
	return { status: answer.status, type: answer.headers.get("content-type"), text: () => answer.text() };
}
