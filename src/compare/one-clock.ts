import type { History } from "#model/history.ts";
import type { Traffic } from "#traffic/traffic.ts";

/** One of the two runs that are compared. */
export type ComparedRun = { readonly history: History; readonly traffic: Traffic };
/** later: ms by which the clock of the other has to be moved to be that of the one. */
type Other = { readonly other: ComparedRun; readonly later: number };
type Span = { readonly from: number; readonly to: number };

/** Ms that both papers have to spare before the first moment and behind the last one. */
const SPARE = 500;

/** When its first packet set out; null: there is none. */
function firstAt({ packets, count }: Traffic): number | null {
	return count === 0 ? null : (packets[0]?.left.at ?? null);
}

/** Ms by which the clock of the other has to be moved so that the first packets of both set out at one time. */
export function laterOf(one: Traffic, other: Traffic): number {
	const [here, there] = [firstAt(one), firstAt(other)];
	return here === null || there === null ? 0 : here - there;
}

/** When the last thing happened in it. */
export function endOf({ history }: ComparedRun): number {
	return history.live.at;
}

/** From the first moment of both to this last one. acted: the first act, where something was done again. */
export function spanOf(one: ComparedRun, compared: Other | null, acted: { readonly at: number } | null, last: number): Span {
	const other = compared === null ? null : firstAt(compared.other.traffic);
	const known = [acted?.at ?? null, firstAt(one.traffic), other === null || compared === null ? null : other + compared.later];
	return { from: Math.min(last, ...known.filter((at) => at !== null)) - SPARE, to: last + SPARE };
}
