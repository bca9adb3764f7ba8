import { useEffect, useRef } from "react";
import { Icon } from "#kit/icon.tsx";
import "./search-field.css";

/** The search of this screen. The key / goes there from anywhere but a field; Escape empties it. */
export function SearchField({ value, onChange, label }: { value: string; onChange: (value: string) => void; label: string }) {
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			if (event.key !== "/" || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
			if (document.activeElement?.matches("input, textarea, select") || document.querySelector("dialog[open]") !== null) return;
			event.preventDefault();
			field.current?.focus();
		};
		document.addEventListener("keydown", onKey);
		return () => document.removeEventListener("keydown", onKey);
	}, []);
	return (
		<search className="search-field">
			<Icon n="search" s={18} />
			<input
				ref={field}
				type="search"
				aria-label={label}
				placeholder={label}
				aria-keyshortcuts="/"
				value={value}
				maxLength={120}
				enterKeyHint="search"
				onChange={(event) => onChange(event.currentTarget.value)}
				onKeyDown={(event) => {
					if (event.key === "Escape") onChange("");
				}}
			/>
			<span className="search-field-key" aria-hidden="true">
				/
			</span>
		</search>
	);
}
