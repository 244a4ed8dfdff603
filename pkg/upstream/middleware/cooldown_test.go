package middleware

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func TestCooldownAnswersLaterRequests(t *testing.T) {
	blocked := func(seconds int) *protocol.BlockedBy {
		return &protocol.BlockedBy{Route: "session", Params: map[string]string{}, Since: 12, RetryIn: seconds}
	}
	retryAfter := Response{Answer: protocol.Answer{Status: 429, RetryAfter: "15"}}
	inYears := Response{Answer: protocol.Answer{Status: 503, RetryAfter: "2000000000"}}
	ofRoute := status(401)
	ofRoute.IsRouteOnly = true
	ofLogin := Response{Answer: protocol.Answer{Status: 401, Login: &protocol.Login{}}}
	for name, row := range map[string]struct {
		response    Response
		second      string
		ignoresOwn  bool
		wantBlocked *protocol.BlockedBy
	}{
		"401, for its route":            {status(401), "session", false, blocked(18)},
		"401, for another route":        {status(401), "rooms", false, blocked(18)},
		"401, for Save & test":          {status(401), "session", true, blocked(18)},
		"401 about its route, for that": {ofRoute, "session", false, blocked(18)},
		"401 about its route":           {ofRoute, "rooms", false, nil},
		"403, for its route":            {status(403), "session", false, blocked(18)},
		"403, for another route":        {status(403), "rooms", false, nil},
		"403, for Save & test":          {status(403), "session", true, nil},
		"429, as long as it says":       {retryAfter, "session", false, blocked(3)},
		"429, for another route":        {retryAfter, "rooms", false, nil},
		"429, for Save & test":          {retryAfter, "session", true, nil},
		"429 that does not say":         {status(429), "session", false, blocked(18)},
		"503 that says in years":        {inYears, "session", false, blocked(888)},
		"500":                           {status(500), "session", false, nil},
		"what a login was answered":     {ofLogin, "session", false, nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				requests := 0
				cooldowns := NewCooldowns(time.Now)
				handler := Chain(answering(&requests, row.response), cooldowns.Blocked, cooldowns.Cooldown)
				if first := handler(t.Context(), requestOf(t, "session")); first.BlockedBy != nil {
					t.Errorf("the first is blocked by %+v", first.BlockedBy)
				}
				time.Sleep(12400 * time.Millisecond)
				second := requestOf(t, row.second)
				second.IgnoresRouteCooldown = row.ignoresOwn
				got := handler(t.Context(), second)
				if diff := cmp.Diff(row.wantBlocked, got.BlockedBy); diff != "" || got.Status != row.response.Status || (requests == 1) != (row.wantBlocked != nil) {
					t.Errorf("after %d requests %d: %s", requests, got.Status, diff)
				}
				if got.BlockedBy != nil {
					time.Sleep(time.Duration(got.BlockedBy.RetryIn) * time.Second)
					if late := handler(t.Context(), second); late.BlockedBy != nil {
						t.Errorf("still blocked by %+v", late.BlockedBy)
					}
				}
			})
		})
	}
}
