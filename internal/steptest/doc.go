// Package steptest holds what every package with a step machine tests it with.
//
//   - Main runs a package's tests and then asks whether every rule of its tables
//     was seen met and seen as the only thing in the way.
//   - Plan takes one legal case for each row and does to it everything that must
//     not work: another actor, another place, each field left out, too long or
//     not on its list, a request sent twice.
//   - Fill knows nothing but field descriptors and fills a form from them, as a
//     front end does. Walk takes random steps that way.
//   - Bench is a kind on the Ground its package's tests share. It takes, tries and
//     plans steps, takes many histories (Walks), holds records against their stored
//     form (Goldens) and reads documents that no step could have written
//     (Unreadable).
//   - Readers let everybody read for every purpose and say who sees what.
//   - Shown prints a value in every way Go has, to look for words that must not
//     be there.
package steptest
