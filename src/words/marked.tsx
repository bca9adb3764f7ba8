import {
	Children,
	cloneElement,
	createContext,
	createElement,
	Fragment,
	isValidElement,
	type ReactNode,
	useContext,
	useEffect,
	useState,
} from "react";
import { stretchesOf } from "./mark.ts";
import type { TermId } from "./names.ts";
import { Word } from "./word.tsx";

type MarkedProps = {
	/** A sentence, or a paragraph with drawn words in it. What other components draw inside of it is left as it is. */
	children: ReactNode;
	/** Whether everyday words are marked too: broker, session, topic. */
	all?: boolean | undefined;
	/** The term that the paragraph is about. */
	but?: TermId | undefined;
	/** Whether to draw the text first and mark it when the page has nothing else to do. */
	lazy?: boolean | undefined;
	/** Whether the text is a packet as the log writes it. */
	packet?: boolean | undefined;
};

/** The everyday words that each text of a page is the first to use: there they are marked. See firstUses(). */
export const FirstUses = createContext<ReadonlyMap<string, ReadonlySet<TermId>> | null>(null);

/** A paragraph whose terms can be asked, each where it stands first. */
export function Marked({ children, all = false, but, lazy = false, packet = false }: MarkedProps) {
	const firsts = useContext(FirstUses);
	const idle = useIdle(lazy);
	if (!idle) return <>{children}</>;
	const seen = new Set<TermId>(but === undefined ? [] : [but]);
	return mark(children, (text) => stretchesOf(text, seen, (id) => all || firsts?.get(text)?.has(id) === true, packet));
}

/** A link or a button is pressed for what it does; nothing in it can be asked as well. */
const PRESSED = ["a", "button", "summary", "select", "svg"];

function mark(node: ReactNode, stretches: (text: string) => ReturnType<typeof stretchesOf>): ReactNode {
	if (typeof node === "string") {
		const pieces = stretches(node).map((one) =>
			typeof one === "string" ? (
				one
			) : (
				<Word key={one.id} of={one.id}>
					{one.says}
				</Word>
			),
		);
		return <>{pieces}</>;
	}
	if (Array.isArray(node)) return createElement(Fragment, null, ...Children.toArray(node).map((one) => mark(one, stretches)));
	if (!isValidElement<{ children?: ReactNode }>(node)) return node;
	const { type, props } = node;
	if (props.children === undefined || (type !== Fragment && typeof type !== "string") || PRESSED.includes(String(type))) return node;
	return cloneElement(node, undefined, mark(props.children, stretches));
}

/** At once if not lazy. */
function useIdle(lazy: boolean): boolean {
	const [idle, setIdle] = useState(!lazy);
	useEffect(() => {
		if (idle) return;
		// Safari has no idle time to give away
		if (window.requestIdleCallback === undefined) {
			const timer = setTimeout(() => setIdle(true), 300);
			return () => clearTimeout(timer);
		}
		const asked = window.requestIdleCallback(() => setIdle(true));
		return () => window.cancelIdleCallback(asked);
	}, [idle]);
	return idle;
}
