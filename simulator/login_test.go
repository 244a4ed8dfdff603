package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"
)

// logIn returns the token and the status of a login.
func logIn(t *testing.T, simulated http.Handler, password string) (token string, status int) {
	t.Helper()
	given := send(simulated, http.MethodPost, "/api/auth/login", http.Header{}, fmt.Sprintf(`{"username":%q,"password":%q}`, Username, password))
	var read struct{ Data struct{ AccessToken string } }
	if err := json.Unmarshal(given.Body.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	return read.Data.AccessToken, given.Code
}

func TestTokenIsValidUntilItExpiresOrTheLogout(t *testing.T) {
	now := noon
	simulated := Handler(func() time.Time { return now })
	first, _ := logIn(t, simulated, Password)
	second, _ := logIn(t, simulated, Password)
	expect := func(wantFirst, wantSecond int) {
		t.Helper()
		for token, want := range map[string]int{first: wantFirst, second: wantSecond} {
			if got := send(simulated, http.MethodGet, nativePath, bearerOf(token), "").Code; got != want {
				t.Errorf("a token was answered %d, want %d", got, want)
			}
		}
	}
	expect(200, 200)
	send(simulated, http.MethodPost, "/api/auth/logout", bearerOf(first), "")
	now = now.Add(899 * time.Second)
	expect(401, 200)
	now = now.Add(time.Second)
	expect(401, 401)
}

func TestAnAddressHasFiveLoginsAMinute(t *testing.T) {
	now := noon
	simulated := Handler(func() time.Time { return now })
	for i, want := range []int{401, 200, 200, 200, 200, 429, 200} {
		password := Password
		if want == 401 {
			password = "wrong"
		}
		if i == 6 {
			now = now.Add(time.Minute)
		}
		if _, status := logIn(t, simulated, password); status != want {
			t.Errorf("login %d was answered %d, want %d", i, status, want)
		}
	}
}
