package simulator

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// stormAt is a simulator whose clock the test sets.
func stormAt(t *testing.T, now *time.Time) string {
	t.Helper()
	server := httptest.NewServer(Handler(Options{Now: func() time.Time { return *now }}))
	t.Cleanup(server.Close)
	return server.URL
}

// logIn gives the token and the status of a login.
func logIn(t *testing.T, root, password string) (string, int) {
	t.Helper()
	body := fmt.Sprintf(`{"username":%q,"password":%q}`, Username, password)
	request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, root+"/api/auth/login", bytes.NewBufferString(body))
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var text bytes.Buffer
	if _, err := text.ReadFrom(response.Body); err != nil {
		t.Fatal(err)
	}
	data, _ := decoded(t, text.Bytes())["data"].(map[string]any)
	token, _ := data["accessToken"].(string)
	return token, response.StatusCode
}

func TestATokenLivesUntilItsEndOrItsLogout(t *testing.T) {
	now := noon
	root := stormAt(t, &now)
	status := func(token string) int { return ask(t, http.MethodGet, root+nativePath, bearerOf(token)).status }
	first, _ := logIn(t, root, Password)
	second, _ := logIn(t, root, Password)
	if got := []int{status(first), status(second)}; got[0] != 200 || got[1] != 200 {
		t.Fatalf("two tokens were answered %v", got)
	}
	if given := ask(t, http.MethodPost, root+"/api/auth/logout", bearerOf(first)); given.status != 200 {
		t.Fatalf("logout was answered %d", given.status)
	}
	now = now.Add(899 * time.Second)
	if got := []int{status(first), status(second)}; got[0] != 401 || got[1] != 200 {
		t.Errorf("a second before the end the tokens were answered %v", got)
	}
	now = now.Add(time.Second)
	if got := status(second); got != 401 {
		t.Errorf("an ended token was answered %d", got)
	}
}

func TestLoginsAreFiveAMinute(t *testing.T) {
	now := noon
	root := stormAt(t, &now)
	for _, want := range []int{401, 200, 200, 200, 200, 429} {
		password := Password
		if want == 401 {
			password = "wrong"
		}
		if _, status := logIn(t, root, password); status != want {
			t.Errorf("answered %d, want %d", status, want)
		}
	}
	now = now.Add(time.Minute)
	if _, status := logIn(t, root, Password); status != 200 {
		t.Errorf("a minute later: %d", status)
	}
	if given := ask(t, http.MethodGet, root+"/api/auth/login", nil); given.status != 405 || given.header.Get("Allow") != "POST" {
		t.Errorf("GET was answered %d", given.status)
	}
}

func TestMintedTokens(t *testing.T) {
	now := noon
	root := stormAt(t, &now)
	right := func(change func(jwt.MapClaims)) string {
		claims := jwt.MapClaims{
			"access_key": AccessKey, "type": "management", "version": 2, "jti": "j",
			"iat": noon.Add(-10 * time.Second).Unix(), "nbf": noon.Add(-10 * time.Second).Unix(), "exp": noon.Add(time.Hour).Unix(),
		}
		change(claims)
		signed, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(AppSecret))
		if err != nil {
			t.Fatal(err)
		}
		return signed
	}
	for name, row := range map[string]struct {
		change func(jwt.MapClaims)
		status int
	}{
		"as documented":       {func(jwt.MapClaims) {}, 200},
		"of another key":      {func(claims jwt.MapClaims) { claims["access_key"] = "x" }, 401},
		"of another type":     {func(claims jwt.MapClaims) { claims["type"] = "app" }, 401},
		"without an ID":       {func(claims jwt.MapClaims) { delete(claims, "jti") }, 401},
		"that has ended":      {func(claims jwt.MapClaims) { claims["exp"] = noon.Add(-time.Second).Unix() }, 401},
		"that begins later":   {func(claims jwt.MapClaims) { claims["nbf"] = noon.Add(time.Minute).Unix() }, 401},
		"without a beginning": {func(claims jwt.MapClaims) { delete(claims, "nbf") }, 401},
	} {
		if given := ask(t, http.MethodGet, root+guestPath, bearerOf(right(row.change))); given.status != row.status {
			t.Errorf("a token %s was answered %d", name, given.status)
		}
	}
}
