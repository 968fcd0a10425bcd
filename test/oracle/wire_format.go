package main

import (
	"encoding/json"
	"strconv"

	"github.com/prometheus/prometheus/model/histogram"
)

// real is a float that JSON knows as a string where it has no number for it.
type real float64

func (r real) MarshalJSON() ([]byte, error) {
	return json.Marshal(realText(float64(r)))
}

func (r *real) UnmarshalJSON(text []byte) error {
	if len(text) > 1 && text[0] == '"' {
		text = text[1 : len(text)-1]
	}
	parsed, err := strconv.ParseFloat(string(text), 64)
	*r = real(parsed)
	return err
}

func realText(f float64) string {
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// histogramFields is a native histogram as it goes over the wire; the spans are pairs of offset and length.
type histogramFields struct {
	Hint            string     `json:"hint"`
	Schema          int32      `json:"schema"`
	ZeroThreshold   real       `json:"zeroThreshold"`
	ZeroCount       real       `json:"zeroCount"`
	Count           real       `json:"count"`
	Sum             real       `json:"sum"`
	PositiveSpans   [][2]int32 `json:"positiveSpans"`
	PositiveBuckets []real     `json:"positiveBuckets"`
	NegativeSpans   [][2]int32 `json:"negativeSpans"`
	NegativeBuckets []real     `json:"negativeBuckets"`
	CustomValues    []real     `json:"customValues,omitempty"`
}

var hints = []string{"unknown", "reset", "not-reset", "gauge"}

func (f *histogramFields) histogram() *histogram.FloatHistogram {
	h := &histogram.FloatHistogram{
		Schema:          f.Schema,
		ZeroThreshold:   float64(f.ZeroThreshold),
		ZeroCount:       float64(f.ZeroCount),
		Count:           float64(f.Count),
		Sum:             float64(f.Sum),
		PositiveSpans:   spans(f.PositiveSpans),
		PositiveBuckets: floats(f.PositiveBuckets),
		NegativeSpans:   spans(f.NegativeSpans),
		NegativeBuckets: floats(f.NegativeBuckets),
		CustomValues:    floats(f.CustomValues),
	}
	for i, hint := range hints {
		if hint == f.Hint {
			h.CounterResetHint = histogram.CounterResetHint(i)
		}
	}
	return h
}

func fieldsOf(h *histogram.FloatHistogram) histogramFields {
	return histogramFields{
		Hint:            hints[h.CounterResetHint],
		Schema:          h.Schema,
		ZeroThreshold:   real(h.ZeroThreshold),
		ZeroCount:       real(h.ZeroCount),
		Count:           real(h.Count),
		Sum:             real(h.Sum),
		PositiveSpans:   pairs(h.PositiveSpans),
		PositiveBuckets: reals(h.PositiveBuckets),
		NegativeSpans:   pairs(h.NegativeSpans),
		NegativeBuckets: reals(h.NegativeBuckets),
		CustomValues:    reals(h.CustomValues),
	}
}

func spans(from [][2]int32) []histogram.Span {
	to := make([]histogram.Span, len(from))
	for i, pair := range from {
		to[i] = histogram.Span{Offset: pair[0], Length: uint32(pair[1])}
	}
	return to
}

func pairs(from []histogram.Span) [][2]int32 {
	to := make([][2]int32, len(from))
	for i, span := range from {
		to[i] = [2]int32{span.Offset, int32(span.Length)}
	}
	return to
}

func floats(from []real) []float64 {
	if from == nil {
		return nil
	}
	to := make([]float64, len(from))
	for i, f := range from {
		to[i] = float64(f)
	}
	return to
}

func reals(from []float64) []real {
	to := make([]real, len(from))
	for i, f := range from {
		to[i] = real(f)
	}
	return to
}
