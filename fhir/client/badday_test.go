package client_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// TestBadDays puts the client through everything that goes wrong with real
// servers, once for each kind of call: it comes to a good end, or to an error that
// is safe to show; nothing is created twice; and a write that may have landed is
// never said to be undone.
func TestBadDays(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	calls := map[string]func(context.Context, *client.Client) error{
		"create": func(ctx context.Context, c *client.Client) error {
			_, err := c.Create(ctx, "Goal", []byte(canaryGoal("", condition.Value)), condition)
			return err
		},
		"create-at": func(ctx context.Context, c *client.Client) error {
			_, err := c.CreateAt(ctx, "Goal", "ours", []byte(canaryGoal("ours", condition.Value)))
			return err
		},
		"read": func(ctx context.Context, c *client.Client) error {
			_, err := c.Read(ctx, "Goal", "there")
			return err
		},
		"search": func(ctx context.Context, c *client.Client) error {
			for _, err := range c.Search(ctx, "Patient", byNumber()) {
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
	for _, day := range fhirtest.BadDays(now) {
		for name, call := range calls {
			t.Run("FHIR-20 "+day.Name+": "+name, func(t *testing.T) {
				server := fhirtest.New(fhirtest.Config{Now: func() time.Time { return now }, Wait: func(context.Context, time.Duration) {}})
				require.NoError(t, server.Seed([]byte(canaryGoal("there", "g-0"))))
				address, stop := server.Start()
				t.Cleanup(stop)
				c, err := client.New(client.Config{Base: address, Timeout: 250 * time.Millisecond,
					Now: func() time.Time { return now }, Wait: func(context.Context, time.Duration) {}})
				require.NoError(t, err)
				server.Fail(fhirtest.Script(&day.Fault))
				err = call(t.Context(), c)
				goals := len(server.IDs("Goal"))
				require.LessOrEqual(t, goals, 2)
				for _, r := range server.Log() {
					quiet(t, r.Path)
				}
				if err == nil {
					return
				}
				var e *client.Error
				require.ErrorAs(t, err, &e)
				quiet(t, err.Error())
				if goals == 2 {
					require.True(t, client.MayHaveLanded(err), err)
				}
			})
		}
	}
}

// canaryGoal is a goal whose words nobody else may see.
func canaryGoal(id, value string) string {
	at := ""
	if id != "" {
		at = `"id":"` + id + `",`
	}
	return `{"resourceType":"Goal",` + at + `"identifier":[{"system":"` + condition.System + `","value":"` + value + `"}],
		"lifecycleStatus":"active","description":{"text":"` + canaryFamily + `"},"subject":{"identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"` + canaryNHS + `"}}}`
}
