package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/recovery"
)

// ended is a ledger of a program that ends before it notes what became of a write.
type ended struct{ exchange.Ledger }

func (ended) Settle(context.Context, string, ...exchange.Settled) error {
	return errors.New("the program has ended")
}

// ways are how documents are brought there.
var ways = map[string]func(*testing.T, *bench) error{
	"planned and applied": func(t *testing.T, b *bench) error {
		_, err := b.Apply(context.Background(), b.client, b.plan(t), nil)
		return err
	},
	"pushed": func(_ *testing.T, b *bench) error {
		_, err := b.Push(context.Background(), b.client, exchange.PushOptions{})
		return err
	},
}

// unheard is a bench whose goal was made there, by a program that ended before it noted it.
func unheard(t *testing.T, config fhirtest.Config, bring func(*testing.T, *bench) error) (b *bench, id string) {
	b = newBench(t, config)
	b.Records = goals(t, 4)
	require.NoError(t, b.MarkChanged(t.Context()))
	ledger := b.Ledger
	b.Ledger = ended{ledger}
	require.Error(t, bring(t, b))
	b.Ledger = ledger
	ids := goalsOfOurs(b)
	require.NotEmpty(t, ids)
	b.later()
	return b, ids[0]
}

// goalsOfOurs are the ids of the goals there that carry our identifier.
func goalsOfOurs(b *bench) []string {
	return slices.DeleteFunc(b.epr.IDs("Goal"), func(id string) bool {
		body, _ := b.epr.Bytes("Goal", id)
		return !bytes.Contains(body, []byte(`"value":"f-`))
	})
}

func TestWhatSomebodyChangesBeforeTheFirstAnswerIsHeard(t *testing.T) {
	for server, config := range map[string]fhirtest.Config{"ids chosen by us": {UpdateCreate: true}, "created under a condition": {}} {
		for way, bring := range ways {
			t.Run("FHIR-16, FHIR-17, H25 "+way+", "+server, func(t *testing.T) {
				b, id := unheard(t, config, bring)
				b.replaced(t, "Goal", id, `"active"`, `"on-hold"`)
				before := b.stood(t, "Goal", id)
				require.NoError(t, bring(t, b))
				require.Equal(t, before, b.stood(t, "Goal", id), "nobody is written over")
				parked := b.parked(t)
				require.Len(t, parked, 1)
				require.Equal(t, exchange.ErrChangedThere, parked[0].Why[0].Rule.Code)
				require.Len(t, goalsOfOurs(b), 4, "the others went on, once each")
				c, err := b.ChangedThere(t.Context(), b.client.Reader(), parked[0].Name)
				require.NoError(t, err)
				require.Equal(t, []string{"changed /lifecycleStatus of person"}, told(c))
				require.NoError(t, b.Seen(t.Context(), b.client.Reader(), parked[0].Name))
				require.NoError(t, bring(t, b))
				require.Empty(t, b.parked(t))
				require.Equal(t, "active", b.stood(t, "Goal", id)["lifecycleStatus"], "once somebody has looked, ours stands")
			})
			t.Run("FHIR-16 "+way+", nobody has changed it and the record has moved on: "+server, func(t *testing.T) {
				b, id := unheard(t, config, bring)
				for k, r := range b.Records.(exchange.Loaded) {
					b.Records.(exchange.Loaded)[k] = onHold(t, r.(recovery.Goal))
				}
				require.NoError(t, b.MarkChanged(t.Context()))
				require.NoError(t, bring(t, b))
				require.Empty(t, b.parked(t))
				require.Equal(t, "on-hold", b.stood(t, "Goal", id)["lifecycleStatus"])
			})
		}
	}
}

// unaware is a ledger that has been asked about a document before somebody else sent it.
type unaware struct {
	exchange.Ledger
	after     int // how often it is asked before that happens
	meanwhile func()
}

func (u *unaware) Link(ctx context.Context, target string, name exchange.Name) (exchange.Link, bool, error) {
	l, known, err := u.Ledger.Link(ctx, target, name)
	if u.after--; u.after == 0 {
		u.meanwhile()
	}
	return l, known, err
}

func TestWhatAnotherProgramSendsBetweenTwoQuestions(t *testing.T) {
	for n := range 4 {
		after, changed := 1+n/2, n%2 == 0
		t.Run(fmt.Sprintf("FHIR-16, FHIR-17 two programs have the same document, question %d, and somebody changed it there: %v", after, changed), func(t *testing.T) {
			b := newBench(t, fhirtest.Config{UpdateCreate: true})
			b.Records = goals(t, 1)
			require.NoError(t, b.MarkChanged(t.Context()))
			ledger := b.Ledger
			var id string
			b.Ledger = &unaware{ledger, after, func() {
				other := *b
				mine := *b.Exchange
				other.Exchange = &mine
				other.Ledger = ended{ledger}
				_, err := other.Apply(t.Context(), b.client, other.plan(t), nil)
				require.ErrorContains(t, err, "the program has ended")
				id = goalsOfOurs(b)[0]
				if changed {
					b.replaced(t, "Goal", id, `"active"`, `"on-hold"`)
				}
			}}
			p := b.plan(t)
			b.Ledger = ledger
			_, err := b.Apply(t.Context(), b.client, p, nil)
			require.NoError(t, err)
			if !changed {
				require.Empty(t, b.parked(t))
				return
			}
			require.Equal(t, "on-hold", b.stood(t, "Goal", id)["lifecycleStatus"], "nobody is written over")
			require.Equal(t, exchange.ErrChangedThere, b.parked(t)[0].Why[0].Rule.Code)
		})
	}
}
