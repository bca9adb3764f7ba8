import { useEffect, useState } from "react";

type Clauses = typeof import("#mqtt/clauses.ts");
/** The table once somebody has asked: most rows that name a clause are never opened. */
let known: Clauses | null = null;

/** What a clause says, in our words; null: it is not in our list; undefined: nobody has asked yet, or the table is on its way. */
export function useClauseText(id: string | null, asked: boolean): string | null | undefined {
	const [table, setTable] = useState<Clauses | "failed" | null>(known);
	const wanted = asked && id !== null && table === null;
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
	if (table === "failed") return "This could not be loaded. Is the host still there?";
	return table === null ? undefined : id === null ? null : table.clauseText(id);
}
