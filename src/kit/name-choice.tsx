import "./button.css";

type NameChoiceProps = {
	readonly label: string;
	/** Null is called so. */
	readonly all: string;
	readonly names: readonly string[];
	readonly value: string | null;
	readonly onChange: (name: string | null) => void;
	readonly className?: string;
};

/** One of these names, or all of them. Found by index: a client may be called anything. */
export function NameChoice({ label, all, names, value, onChange, className = "" }: NameChoiceProps) {
	const offered = value === null || names.includes(value) ? names : [...names, value];
	return (
		<select
			className={`button small ${className}`}
			aria-label={label}
			value={value === null ? -1 : offered.indexOf(value)}
			onChange={(event) => onChange(offered[Number(event.currentTarget.value)] ?? null)}
		>
			<option value={-1}>{all}</option>
			{offered.map((name, index) => (
				<option key={name} value={index}>
					{name}
				</option>
			))}
		</select>
	);
}
