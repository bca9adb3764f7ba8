import { readFile } from "node:fs/promises";

/** Counts from Vitest's JSON reporter. A file that could not even be loaded counts as one failure. */
export async function readUnitReport(file, exitCode) {
	return count(file, exitCode, (report) => ({
		passed: report.numPassedTests,
		failed:
			report.numFailedTests +
			report.testResults.filter((result) => result.status === "failed" && !result.assertionResults.some(isFailed)).length,
	}));
}

/** Counts from Playwright's JSON reporter. errors: what went wrong outside any test. */
export async function readBrowserReport(file, exitCode) {
	return count(file, exitCode, (report) => ({
		passed: report.stats.expected + report.stats.flaky,
		failed: report.stats.unexpected + report.errors.length,
	}));
}

async function count(file, exitCode, read) {
	let sum = { passed: 0, failed: 0 };
	try {
		sum = read(JSON.parse(await readFile(file, "utf8")));
	} catch (fault) {
		console.error(`No report in ${file}: ${fault.message}`);
	}
	// A runner that failed without a failed test, or that ran nothing, is itself a failure.
	if (sum.failed === 0 && (exitCode !== 0 || sum.passed === 0)) sum.failed = 1;
	return sum;
}

function isFailed(result) {
	return result.status === "failed";
}
