// Package worker is the peer support worker behind the work: what they bring, what they
// still need before they may do it, who stands behind them, and what keeps them well.
//
// A [Member] is somebody who works here as a peer support worker: with lived experience,
// of which a category is kept and nothing else, with lines and a title. What they have
// done and been given are small records beside it: [Training], [Check], [Supervision],
// [Appraisal], [Evidence]. [Evaluate] answers whether they may work today, with
// every reason, and [Due] lists what is owed and by whom; supervision that is late is owed
// by whoever has to hold it and never lowers the verdict. What is the worker's own
// ([Reflection], [WellnessPlan]) nobody reads whom they have not asked.
//
// Nothing under fhir imports this package: no word about a worker's health, checks or
// supervision can reach a record.
//
//	ready := worker.Evaluate(member, records, policy, now)
//	owed, err := worker.Due(records, world, now)
//
// docs/rules/worker.md lists every rule. Values of this package may be shared between
// goroutines.
package worker
