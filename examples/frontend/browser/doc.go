// Package browser holds the tests of the front end in a real browser. They run where
// TOWPATH_BROWSER names one; .ci/browser sees to that.
package browser
