import { Puck } from "./puck.tsx";
import { type Choice, Segmented } from "./segmented.tsx";
import type { PuckQos } from "./shape.ts";

const LEVELS: readonly PuckQos[] = [0, 1, 2];

/** Shape and digit for each level. */
export function QosPicker({
	value,
	onChange,
	label = "QoS",
	disabled,
	compact = true,
	size,
	className,
	sets,
}: {
	value: PuckQos;
	onChange: (qos: PuckQos) => void;
	/** Name of the group: "Publish QoS". */
	label?: string | undefined;
	disabled?: string | boolean | undefined;
	compact?: boolean | undefined;
	size?: "small" | undefined;
	className?: string | undefined;
	/** The name of what it sets in a packet. */
	sets?: string | undefined;
}) {
	const choices = LEVELS.map(
		(qos): Choice<PuckQos> => ({
			value: qos,
			name: `QoS ${qos}`,
			label: (
				<>
					<Puck qos={qos} fate="outline" h={qos === 1 ? 12 : 13} />
					{qos}
				</>
			),
		}),
	);
	return (
		<Segmented
			label={label}
			choices={choices}
			value={value}
			onChange={onChange}
			disabled={disabled}
			compact={compact}
			size={size}
			className={className}
			sets={sets}
		/>
	);
}
