import { useId } from "react";
import "./area.css";

type AreaProps = {
	label: string;
	value: string;
	onChange: (value: string) => void;
	rows: number;
	/** True for sentences for people; otherwise bytes, in the wire's typeface. */
	says?: boolean | undefined;
	placeholder?: string | undefined;
	invalid?: boolean | undefined;
};

/** Text over several lines. */
export function Area({ label, value, onChange, rows, says, placeholder, invalid }: AreaProps) {
	const id = useId();
	return (
		<div className={says ? "area says" : "area"}>
			<label htmlFor={id} className="legend">
				{label}
			</label>
			<textarea
				id={id}
				value={value}
				rows={rows}
				spellCheck={says === true}
				placeholder={placeholder}
				aria-invalid={invalid || undefined}
				onChange={(event) => onChange(event.currentTarget.value)}
			/>
		</div>
	);
}
