package main

import "fmt"

var recus = [][]byte{
	{0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f},
	{0x9f, 0x4d, 0x51, 0x58, 0x81, 0x82, 0x37},
	{0xfa, 0x21, 0x3d, 0x7f, 0x93},
}

// lire rend le texte de la première trame, et sa taille ; 0 s'il en manque.
func lire(octets []byte) (string, int) {
	if len(octets) < 6 || len(octets) < 6+int(octets[1]&0x7f) {
		return "", 0
	}
	taille := 6 + int(octets[1]&0x7f) // 125 au plus, ici
	clair := make([]byte, 0, taille)
	for i, octet := range octets[6:taille] {
		clair = append(clair, octet^octets[2+i%4])
	}
	return string(clair), taille
}

func main() {
	reseau := make(chan []byte, len(recus))
	go func() {
		for _, octets := range recus {
			reseau <- octets
		}
		close(reseau)
	}()
	var recu []byte
	for octets := range reseau {
		recu = append(recu, octets...)
		for texte, n := lire(recu); n > 0; texte, n = lire(recu) {
			fmt.Println(texte)
			recu = recu[n:]
		}
	}
}
