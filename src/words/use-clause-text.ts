import { useEffect, useState } from "react";
import { unreachable } from "#contract/unreachable.ts";

type Clauses = Pick<typeof import("#mqtt/clauses.ts"), "clauseText">;
/** The table once somebody has asked: most rows that name a clause are never opened. */
let known: Clauses | null = null;

/** What came of asking for a clause. rule: what the clause says, in our words. */
export type ClauseTold = { readonly is: "rule"; readonly says: string } | { readonly is: "unlisted" } | { readonly is: "failed" };

/** Null: nobody has asked yet, or the table is on its way. After a failure, the next question tries again. */
export function useClauseText(id: string | null, asked: boolean): ClauseTold | null {
	const [table, setTable] = useState<Clauses | "failed" | null>(known);
	const wanted = asked && id !== null && (table === null || table === "failed");
	useEffect(() => {
		if (!wanted) return;
		import("#mqtt/clauses.ts").then(
			(clauses) => {
				known = clauses;
				setTable(clauses);
			},
			() => setTable("failed"),
		);
	}, [wanted]);
	return clauseTold(table, id);
}

/** table: null before it is here. */
export function clauseTold(table: Clauses | "failed" | null, id: string | null): ClauseTold | null {
	if (table === null || id === null) return null;
	if (table === "failed") return { is: "failed" };
	const says = table.clauseText(id);
	return says === null ? { is: "unlisted" } : { is: "rule", says };
}

/** The same as a sentence. */
export function sayClause(told: ClauseTold): string {
	switch (told.is) {
		case "rule":
			return `${told.says}.`;
		case "unlisted":
			return "This clause is not in our list.";
		case "failed":
			return "This could not be loaded. Is the host still there?";
		default:
			return unreachable(told);
	}
}
