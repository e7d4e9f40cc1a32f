package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"unicode/utf8"
)

// Les sortes de trames (RFC 6455, 5.2).
const (
	opContinuation = 0x0
	opText         = 0x1
	opBinary       = 0x2
	opClose        = 0x8
	opPing         = 0x9
	opPong         = 0xA
)

// Les codes de fermeture (RFC 6455, 7.4.1).
const (
	protocolError   = 1002
	unsupportedData = 1003
	noStatus        = 1005
	invalidText     = 1007
	policyViolation = 1008
	messageTooBig   = 1009
	internalError   = 1011
	tryAgainLater   = 1013
	goingAway       = 1001
)

// Les bornes d'un message, et d'une trame de contrôle.
const (
	messageBytes = 4096
	controlBytes = 125
)

// ending est une fermeture : le code, et la raison qui l'accompagne.
type ending struct {
	code   uint16
	reason string
}

func (e ending) Error() string { return fmt.Sprintf("%d %s", e.code, e.reason) }

func fault(reason string) ending { return ending{protocolError, reason} }

// close rend la trame de fermeture. noStatus ne s'écrit pas.
func (e ending) frame() []byte {
	if e.code == noStatus {
		return frame(opClose, nil)
	}
	return frame(opClose, append(binary.BigEndian.AppendUint16(nil, e.code), e.reason...))
}

// frame rend une trame entière, sans masque : un serveur n'en met pas.
func frame(opcode byte, payload []byte) []byte {
	bytes := make([]byte, 0, len(payload)+4)
	bytes = append(bytes, 0x80|opcode)
	if len(payload) <= controlBytes {
		bytes = append(bytes, byte(len(payload)))
	} else {
		// Une annonce reste loin de 65 536 octets.
		bytes = append(bytes, 126)
		bytes = binary.BigEndian.AppendUint16(bytes, uint16(len(payload)))
	}
	return append(bytes, payload...)
}

// received est un message entier, ou une trame de contrôle.
type received struct {
	opcode  byte
	payload []byte
}

// decoder lit les trames d'un client, et recolle les messages fragmentés.
type decoder struct {
	source *bufio.Reader
	// Le message commencé ; nil, s'il n'y en a pas.
	message []byte
}

// header est l'en-tête d'une trame.
type header struct {
	final  bool
	opcode byte
	length uint64
	mask   [4]byte
}

// next lit jusqu'au prochain message, ou à la prochaine trame de contrôle. Une
// erreur est une ending, ou vient de la connexion.
func (d *decoder) next() (received, error) {
	for {
		head, err := d.header()
		if err != nil {
			return received{}, err
		}
		payload := make([]byte, head.length)
		if _, err := io.ReadFull(d.source, payload); err != nil {
			return received{}, err
		}
		for i := range payload {
			payload[i] ^= head.mask[i%4]
		}
		if head.opcode >= opClose {
			return received{head.opcode, payload}, nil
		}
		if d.message = append(d.message, payload...); d.message == nil {
			d.message = []byte{}
		}
		if !head.final {
			continue
		}
		message := d.message
		d.message = nil
		if !utf8.Valid(message) {
			return received{}, ending{invalidText, "ce n'est pas de l'UTF-8"}
		}
		return received{opText, message}, nil
	}
}

// header lit un en-tête, et refuse ce qui n'a pas à être lu plus loin.
func (d *decoder) header() (header, error) {
	var start [2]byte
	if _, err := io.ReadFull(d.source, start[:]); err != nil {
		return header{}, err
	}
	head := header{final: start[0]&0x80 != 0, opcode: start[0] & 0xF}
	length := uint64(start[1] & 0x7F)
	control := head.opcode >= opClose
	switch {
	case start[0]&0x70 != 0:
		return head, fault("bit réservé")
	case head.opcode > opPong || head.opcode > opBinary && !control:
		return head, fault("sorte de trame inconnue")
	case start[1]&0x80 == 0:
		return head, fault("trame sans masque")
	case control && !head.final:
		return head, fault("trame de contrôle fragmentée")
	case control && length > controlBytes:
		return head, fault("trame de contrôle trop longue")
	case head.opcode == opContinuation && d.message == nil:
		return head, fault("suite sans début")
	case !control && head.opcode != opContinuation && d.message != nil:
		return head, fault("message commencé dans un autre")
	case head.opcode == opBinary:
		return head, ending{unsupportedData, "seul le texte est lu"}
	}
	var long [8]byte
	switch length {
	case 126:
		if _, err := io.ReadFull(d.source, long[6:]); err != nil {
			return head, err
		}
		length = binary.BigEndian.Uint64(long[:])
	case 127:
		if _, err := io.ReadFull(d.source, long[:]); err != nil {
			return head, err
		}
		length = binary.BigEndian.Uint64(long[:])
	}
	if !control && length > uint64(messageBytes-len(d.message)) {
		return head, ending{messageTooBig, "message trop long"}
	}
	head.length = length
	_, err := io.ReadFull(d.source, head.mask[:])
	return head, err
}

// answer dit comment répondre à une trame de fermeture.
func answer(payload []byte) ending {
	if len(payload) == 0 {
		return ending{code: noStatus}
	}
	if len(payload) == 1 {
		return fault("code de fermeture coupé")
	}
	code := binary.BigEndian.Uint16(payload)
	switch {
	case code >= 3000 && code <= 4999:
	case code >= 1000 && code <= 1003:
	case code >= 1007 && code <= 1014:
	default:
		return fault("code de fermeture interdit")
	}
	if !utf8.Valid(payload[2:]) {
		return ending{invalidText, "ce n'est pas de l'UTF-8"}
	}
	return ending{code: code}
}
