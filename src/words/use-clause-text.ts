import { useEffect, useState } from "react";

type Clauses = Pick<typeof import("#mqtt/clauses.ts"), "clauseText">;
/** What came of asking for a clause, as a sentence; of a rule, what the clause says, in our words. */
export type ClauseTold = { readonly is: "rule" | "unlisted" | "failed"; readonly says: string };

/** Null: nobody has asked yet, or the table is on its way: most rows that name a clause are never opened. After a failure, the next question tries again. */
export function useClauseText(id: string | null, asked: boolean): ClauseTold | null {
	const [table, setTable] = useState<Clauses | "failed" | null>(null);
	const wanted = asked && id !== null && (table === null || table === "failed");
	useEffect(() => {
		if (wanted) import("#mqtt/clauses.ts").then(setTable, () => setTable("failed"));
	}, [wanted]);
	return clauseTold(table, id);
}

/** table: null before it is here. */
export function clauseTold(table: Clauses | "failed" | null, id: string | null): ClauseTold | null {
	if (table === null || id === null) return null;
	if (table === "failed") return { is: table, says: "This could not be loaded. Is the host still there?" };
	const says = table.clauseText(id);
	return says === null ? { is: "unlisted", says: "This clause is not in our list." } : { is: "rule", says: `${says}.` };
}
