import type { ChangeEvent, ReactElement } from "react";
import { expect, it } from "vitest";
import { NameChoice } from "./name-choice.tsx";

type Select = ReactElement<{ value: number; children: unknown[]; onChange(event: ChangeEvent<HTMLSelectElement>): void }>;

/** The list as it is drawn, and what is told when one of its lines is chosen. */
function listOf(names: readonly string[], value: string | null) {
	const told: (string | null)[] = [];
	const { props } = NameChoice({ label: "Client", all: "All clients", names, value, onChange: (name) => told.push(name) }) as Select;
	const options = props.children.flat() as ReactElement<{ value: number; children: string }>[];
	return {
		lines: options.map((option) => option.props.children),
		chosen: options.find((option) => option.props.value === props.value)?.props.children,
		choose(line: number): string | null | undefined {
			props.onChange({ currentTarget: { value: String(options[line]?.props.value) } } as ChangeEvent<HTMLSelectElement>);
			return told.at(-1);
		},
	};
}

it("offers all names and each of them, and tells which one was chosen, whatever that one is called", () => {
	const names = ["", "-1", "0", "All clients", "sub-1"];
	const list = listOf(names, null);
	expect([list.lines, list.chosen]).toEqual([["All clients", ...names], "All clients"]);
	expect(names.map((_, index) => list.choose(index + 1))).toEqual(names);
	expect(list.choose(0)).toBeNull();
	for (const name of names) expect(listOf(names, name).chosen).toBe(name);
});

it("goes on offering the name that is chosen when nothing of that name is left", () => {
	const list = listOf(["pub-1"], "sub-1");
	expect([list.lines, list.chosen]).toEqual([["All clients", "pub-1", "sub-1"], "sub-1"]);
	expect([list.choose(2), list.choose(1)]).toEqual(["sub-1", "pub-1"]);
});
