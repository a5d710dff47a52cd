package client

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/towpath-care/towpath/peer"
)

// longestSecret bounds a file that holds a secret, in bytes.
const longestSecret = 16 << 10

// whose says who may read a secret's file.
type whose bool

const (
	// ownersOnly: a credential that stays good until somebody withdraws it.
	ownersOnly whose = true
	// hosts: a token that is soon spent, and is put there by another program,
	// often as another user.
	hosts whose = false
)

// slurp reads a small regular file. What is looked at is the file that was
// opened, so nobody can put another in its place meanwhile.
func slurp(name, pointer string, who whose) ([]byte, error) {
	before, err := os.Stat(name) // opening a pipe would wait for a writer
	if err != nil || !before.Mode().IsRegular() {
		return nil, unreadable(pointer)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, unreadable(pointer)
	}
	defer f.Close()
	at, err := f.Stat()
	if err != nil || !at.Mode().IsRegular() {
		return nil, unreadable(pointer)
	}
	// Windows keeps who may read a file elsewhere than in these bits.
	if who == ownersOnly && runtime.GOOS != "windows" && at.Mode().Perm()&0o077 != 0 {
		return nil, auth(ErrExposed, pointer, "Nobody but its owner may read the file.",
			"Take the rights of the group and of everybody else away with chmod 600, see that it belongs to the user this program runs as, and, if others could have read it, have a new one made.")
	}
	b, err := io.ReadAll(io.LimitReader(f, longestSecret+1))
	if err != nil || len(b) > longestSecret {
		return nil, unreadable(pointer)
	}
	return b, nil
}

// secret reads a file that holds one secret. White space around it is left off.
func secret(name, pointer string, who whose) (string, error) {
	b, err := slurp(name, pointer, who)
	if err != nil {
		return "", err
	}
	word := string(bytes.TrimSpace(b))
	if word == "" || !visible(word) {
		return "", unreadable(pointer)
	}
	return word, nil
}

func unreadable(pointer string) error {
	return auth(peer.ErrRequired, pointer, "The file is there and holds one line of printable ASCII, at most 16 KiB; a key is PEM.",
		"Name a regular file that holds the secret and nothing else.")
}

// open returns what signs with the key, and the algorithm, which is that of its
// kind in algs.
func (k SigningKey) open(pointer string, algs algorithms) (crypto.Signer, string, error) {
	idErr := k.checkID(pointer + "/id")
	if (k.File == "") == (k.Signer == nil) {
		return nil, "", peer.Faults(idErr, auth(peer.ErrRequired, pointer, "There is one key, in a file or behind a signer.", "Set exactly one of File and Signer."))
	}
	signer := k.Signer
	if k.File != "" {
		b, err := slurp(k.File, pointer+"/file", ownersOnly)
		if err != nil {
			return nil, "", peer.Faults(idErr, err)
		}
		if signer = privateKey(b); signer == nil {
			return nil, "", peer.Faults(idErr, auth(ErrUnfitKey, pointer+"/file", "The file holds a private key as PEM, without a passphrase.",
				"Give one in PKCS #8, or put what holds the key behind Signer."))
		}
	}
	alg := algs.of(signer.Public())
	if alg == "" {
		return nil, "", peer.Faults(idErr, auth(ErrUnfitKey, pointer, "The key is of a kind and size that the token server takes.", algs.fix))
	}
	return signer, alg, idErr
}

func (k SigningKey) checkID(pointer string) error {
	if k.ID != "" && len(k.ID) <= 128 && visible(k.ID) {
		return nil
	}
	return auth(peer.ErrRequired, pointer, "A key has an id of plain ASCII.", "Give the id (kid) under which its public half is registered.")
}

// algorithms are what a way to sign allows for each kind of key; empty: nothing.
type algorithms struct{ rsa, p384, fix string }

var (
	smartAlgorithms = algorithms{"RS384", "ES384", "Use RSA of at least 2048 bits, or the curve P-384."}
	nhsAlgorithms   = algorithms{"RS512", "", "Use RSA of 4096 bits, or at least 2048."}
)

func (a algorithms) of(public crypto.PublicKey) string {
	switch k := public.(type) {
	case *rsa.PublicKey:
		if k.N.BitLen() >= 2048 {
			return a.rsa
		}
	case *ecdsa.PublicKey:
		if k.Curve.Params().Name == "P-384" {
			return a.p384
		}
	}
	return ""
}

// privateKey returns the first private key of a PEM file, or nil.
func privateKey(text []byte) crypto.Signer {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if !strings.HasSuffix(block.Type, "PRIVATE KEY") {
			continue
		}
		var key any
		switch block.Type {
		case "PRIVATE KEY":
			key, _ = x509.ParsePKCS8PrivateKey(block.Bytes)
		case "RSA PRIVATE KEY":
			key, _ = x509.ParsePKCS1PrivateKey(block.Bytes)
		case "EC PRIVATE KEY":
			key, _ = x509.ParseECPrivateKey(block.Bytes)
		}
		// A parser that did not manage leaves a nil pointer of its type.
		switch k := key.(type) {
		case *rsa.PrivateKey:
			if k != nil {
				return k
			}
		case *ecdsa.PrivateKey:
			if k != nil {
				return k
			}
		}
		return nil
	}
	return nil
}
