// Serves a real registry with the referrers API on a loopback port that the system gives, and prints its
// address: olareg (-kind olareg, kept in -dir, its referrers API switchable) or go-containerregistry's
// (-kind ggcr, in memory).
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"

	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/olareg/olareg"
	"github.com/olareg/olareg/config"
)

func main() {
	kind := flag.String("kind", "olareg", "olareg or ggcr")
	dir := flag.String("dir", "", "olareg: where the content is kept; in memory when empty")
	referrers := flag.Bool("referrers", true, "whether the referrers API is on")
	flag.Parse()

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(listener.Addr().String())
	log.Fatal(http.Serve(listener, handler(*kind, *dir, *referrers)))
}

func handler(kind, dir string, referrers bool) http.Handler {
	if kind == "ggcr" {
		return registry.New(registry.WithReferrersSupport(referrers), registry.Logger(log.New(io.Discard, "", 0)))
	}
	on := true
	storage := config.ConfigStorage{StoreType: config.StoreMem}
	if dir != "" {
		storage = config.ConfigStorage{StoreType: config.StoreDir, RootDir: dir}
	}
	return olareg.New(config.Config{
		Storage: storage,
		API: config.ConfigAPI{
			DeleteEnabled: &on,
			Referrer:      config.ConfigAPIReferrer{Enabled: &referrers},
		},
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
}
