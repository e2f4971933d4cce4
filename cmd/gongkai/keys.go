package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"
)

// apiKey is who a key was given to, and how often he may ask.
type apiKey struct {
	name  string
	limit *rate.Limiter
}

// apiKeys are the keys by their SHA-256: nobody who reads the file learns one.
type apiKeys map[[sha256.Size]byte]apiKey

// readKeys reads lines of a name, the SHA-256 of a key in hex, requests a second and how many may
// come at once. Without the last two there is no limit. # begins a comment.
func readKeys(path string) (apiKeys, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("API keys: %w", err)
	}
	defer file.Close()
	keys := apiKeys{}
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		text, _, _ := strings.Cut(lines.Text(), "#")
		words := strings.Fields(text)
		if len(words) == 0 {
			continue
		}
		sum, key, err := readKey(words)
		if err == nil {
			if other, taken := keys[sum]; taken {
				err = fmt.Errorf("%s has the same key as %s", key.name, other.name)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("API keys: %s line %d: %w", path, n, err)
		}
		keys[sum] = key
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("API keys: %s: %w", path, err)
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("API keys: %s names none, and nobody could ask", path)
	}
	return keys, nil
}

func readKey(words []string) (sum [sha256.Size]byte, key apiKey, err error) {
	key = apiKey{name: words[0], limit: rate.NewLimiter(rate.Inf, 1)}
	if len(words) > 4 {
		return sum, key, fmt.Errorf("%q is too much: NAME SHA256 [PER_SECOND [AT_ONCE]]", words[4])
	}
	if len(words) < 2 || len(words[1]) != hex.EncodedLen(len(sum)) {
		return sum, key, fmt.Errorf("after the name %s comes the SHA-256 of a key, 64 digits in hex", key.name)
	}
	if _, err := hex.Decode(sum[:], []byte(words[1])); err != nil {
		return sum, key, fmt.Errorf("the SHA-256 of %s: %w", key.name, err)
	}
	if len(words) == 2 {
		return sum, key, nil
	}
	perSecond, err := strconv.ParseFloat(words[2], 64)
	if err != nil || !(perSecond > 0) || math.IsInf(perSecond, 0) {
		return sum, key, fmt.Errorf("%q is no number of requests a second", words[2])
	}
	atOnce := max(1, int(math.Ceil(perSecond)))
	if len(words) == 4 {
		if atOnce, err = strconv.Atoi(words[3]); err != nil || atOnce < 1 {
			return sum, key, fmt.Errorf("%q is no number of requests at once", words[3])
		}
	}
	key.limit = rate.NewLimiter(rate.Limit(perSecond), atOnce)
	return sum, key, nil
}

// guard lets only those through who have a key and have not asked too often. No keys, no guard.
// Whether the server lives is told to everybody.
func (k apiKeys) guard(next http.Handler) http.Handler {
	if k == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" {
			next.ServeHTTP(w, r)
			return
		}
		key, ok := k[sha256.Sum256([]byte(sentKey(r)))]
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="gongkai"`)
			turnAway(w, http.StatusUnauthorized, "UNAUTHENTICATED", "this server wants an API key: send Authorization: Bearer KEY", nil)
			return
		}
		visitOf(r).key = key.name
		// Not Allow: a client that is early learns when to come back.
		turn := key.limit.Reserve()
		if wait := turn.Delay(); wait > 0 {
			turn.Cancel()
			w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
			turnAway(w, http.StatusTooManyRequests, "RATE_LIMITED",
				fmt.Sprintf("the key %s allows %v requests a second, %d at once; ask again in %s", key.name, key.limit.Limit(), key.limit.Burst(), wait.Round(time.Millisecond)),
				map[string]any{"limit": "requests a second of the key", "value": key.limit.Limit()})
			return
		}
		next.ServeHTTP(w, r)
	})
}

func sentKey(r *http.Request) string {
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(key)
}

// turnAway answers as /graphql words its errors, whatever was asked for.
func turnAway(w http.ResponseWriter, status int, code, message string, more map[string]any) {
	extensions := map[string]any{"code": code}
	for name, value := range more {
		extensions[name] = value
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": []any{map[string]any{"message": message, "extensions": extensions}}})
}
