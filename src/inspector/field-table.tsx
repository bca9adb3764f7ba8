import type { FieldRow } from "./rows.ts";
import "./field-table.css";

/** Each field with its offsets, its name and what it says. broken: the field that breaks the packet. of: the field that what is looked at is of. */
export function FieldTable({
	rows,
	looked,
	of,
	broken,
}: {
	rows: readonly FieldRow[];
	looked: string | null;
	of: string | null;
	broken: string | null;
}) {
	const stop = rows.find(({ field }) => field !== null && field === of) ?? rows[0];
	return (
		<table className="field-table" data-fields aria-label="Fields">
			<tbody>
				{rows.map((row) => (
					<tr
						key={row.key}
						data-field={row.field ?? undefined}
						data-looked={(row.field !== null && row.field === of) || undefined}
						data-broken={(row.field !== null && row.field === broken) || undefined}
						tabIndex={row.field === null ? undefined : row === stop ? 0 : -1}
					>
						{row.offsets !== null && <td>{row.offsets}</td>}
						<th scope="row">{row.label}</th>
						<td className="field-table-value">
							{row.parts.map(({ says, bits }, index) => (
								<span key={bits ?? says}>
									{index > 0 && ", "}
									{bits !== null && bits === looked ? <u>{says}</u> : says}
								</span>
							))}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
