module refscope/interop/motorcycle

go 1.26.0

require (
	github.com/google/go-containerregistry v0.22.1
	github.com/olareg/olareg v0.1.2
)

require github.com/opencontainers/go-digest v1.0.0 // indirect
