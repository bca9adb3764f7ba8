import type { Lesson } from "#course/lesson.ts";
import { Puck } from "#kit/puck.tsx";
import { Marked } from "#words/marked.tsx";
import "./published-in.css";

/** Which PUBLISH packets leave in a moment, by the shape of their QoS. */
export function PublishedIn({ lines }: Pick<Lesson["moments"][number], "lines">) {
	const published = lines.flatMap(({ step }) => (step.do === "publish" ? [step] : []));
	const [first] = published;
	if (first === undefined) return null;
	const count = published.reduce((sum, { times }) => sum + times, 0);
	const qos = [...new Set(published.map((step) => step.qos))];
	return (
		<p className="published-in">
			<span className="wire">
				<Marked>PUBLISH</Marked>
			</span>
			{qos.map((one) => (
				<Puck key={one} qos={one} fate="outline" h={14} retain={first.retain} />
			))}
			<span>
				<Marked>{`QoS ${qos.join(" and ")}`}</Marked>
				{count > 1 ? `, ${count} times` : ""}
			</span>
		</p>
	);
}
