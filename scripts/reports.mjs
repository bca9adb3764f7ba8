import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { ROOT } from "./run.mjs";

/** Counts from Vitest's JSON reporter, with the name of each failed test. A file that could not even be loaded counts as one failure. */
export async function readUnitReport(file, exitCode) {
	return count(file, exitCode, (report) => ({
		passed: report.numPassedTests,
		failures: report.testResults.flatMap(({ name: path, status, message, assertionResults }) => {
			const name = relative(ROOT, path);
			const failed = assertionResults.filter((result) => result.status === "failed");
			if (status === "failed" && failed.length === 0) return [`${name}: ${firstLine(message)}`];
			return failed.map(({ fullName, failureMessages }) => `${name} › ${fullName}: ${firstLine(failureMessages[0])}`);
		}),
	}));
}

/** Counts from Playwright's JSON reporter, with the name of each failed test. errors: what went wrong outside any test. */
export async function readBrowserReport(file, exitCode) {
	return count(file, exitCode, (report) => ({
		passed: report.stats.expected + report.stats.flaky,
		failures: [...report.suites.flatMap(failedSpecs), ...report.errors.map(({ message }) => firstLine(message))],
	}));
}

function failedSpecs({ specs = [], suites = [] }) {
	const failed = specs.flatMap(({ file, line, title, tests }) =>
		tests
			.filter(({ status }) => status === "unexpected")
			.map(({ results }) => `${file}:${line} › ${title}: ${firstLine(results.at(-1)?.error?.message)}`),
	);
	return [...failed, ...suites.flatMap(failedSpecs)];
}

async function count(file, exitCode, read) {
	let sum = { passed: 0, failures: [] };
	try {
		sum = read(JSON.parse(await readFile(file, "utf8")));
	} catch (fault) {
		console.error(`No report in ${file}: ${fault.message}`);
	}
	// A runner that failed without a failed test, or that ran nothing, is itself a failure.
	if (sum.failures.length === 0 && (exitCode !== 0 || sum.passed === 0)) sum.failures.push(`the runner, with exit code ${exitCode}`);
	return sum;
}

function firstLine(text) {
	return (text ?? "no message").split("\n", 1)[0];
}
