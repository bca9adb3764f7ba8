import { type ReactNode, Suspense } from "react";
import { late } from "#kit/late.tsx";
import type { Standing } from "./rows.ts";

type PickProps = { readonly message: string; readonly children: ReactNode };
type TimesProps = { readonly message: string; readonly standing: Standing };

/** What the ledger shows of packets is loaded with its first row. Without a host the row does without it. */
const LatePick = late<PickProps>(async () => (await import("./row-parts.tsx")).PickMessage, Plain);
const LateTimes = late<TimesProps>(async () => (await import("./row-parts.tsx")).StandingTimes, None);

/** The name of a message: pressed, its exchange is shown. */
export function Pick(props: PickProps) {
	return (
		<Suspense fallback={<Plain {...props} />}>
			<LatePick {...props} />
		</Suspense>
	);
}

/** When a fate was decided: pressed, that moment is shown. */
export function Times(props: TimesProps) {
	return (
		<Suspense fallback={null}>
			<LateTimes {...props} />
		</Suspense>
	);
}

function Plain({ children }: PickProps) {
	return <>{children}</>;
}

function None() {
	return null;
}
