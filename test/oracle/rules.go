package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"time"

	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/promql/promqltest"
	"github.com/prometheus/prometheus/rules"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
)

// rulesCase is a rule file over loaded series; times are milliseconds. Each phase is a Prometheus of its own over one storage.
type rulesCase struct {
	Load     string   `json:"load"`
	Rules    string   `json:"rules"`
	Order    []string `json:"order"`
	Interval int64    `json:"interval"`
	Phases   []struct {
		Start           int64 `json:"start"`
		End             int64 `json:"end"`
		Restore         bool  `json:"restore"`
		OutageTolerance int64 `json:"outageTolerance"`
		GracePeriod     int64 `json:"gracePeriod"`
	} `json:"phases"`
}

type rulesAlert struct {
	Time        int64             `json:"time"`
	State       string            `json:"state"`
	Labels      map[string]string `json:"labels"`
	Annotations map[string]string `json:"annotations"`
	Value       real              `json:"value"`
	ActiveAt    int64             `json:"activeAt"`
}

type rulesFailure struct {
	Time    int64  `json:"time"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

type rulesSeries struct {
	Labels map[string]string `json:"labels"`
	// Pairs of a time and a text: a number, "stale" or a histogram.
	Samples [][2]any `json:"samples"`
}

// rules evaluates rule groups: the answer has every stored series, every active alert of each evaluation and what failed.
func init() {
	commands["rules"] = func(line []byte) (any, error) {
		var one rulesCase
		if err := json.Unmarshal(line, &one); err != nil {
			return nil, err
		}
		folder, err := os.MkdirTemp("", "oracle-rules")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(folder)
		file := filepath.Join(folder, "rules.yml")
		if err := os.WriteFile(file, []byte(one.Rules), 0o600); err != nil {
			return nil, err
		}
		suite, err := promqltest.NewLazyLoader(one.Load, promqltest.LazyLoaderOpts{EnableAtModifier: true, EnableNegativeOffset: true})
		if err != nil {
			return map[string]string{"error": err.Error()}, nil
		}
		defer suite.Close()
		interval := time.Duration(one.Interval) * time.Millisecond
		suite.SubqueryInterval = interval
		place := map[string]int{}
		for i, name := range one.Order {
			place[name] = i
		}
		alerts, failures := []rulesAlert{}, []rulesFailure{}
		for _, phase := range one.Phases {
			manager := rules.NewManager(&rules.ManagerOptions{
				QueryFunc:       rules.EngineQueryFunc(suite.QueryEngine(), suite.Storage()),
				Appendable:      suite.Storage(),
				Queryable:       suite.Storage(),
				Context:         context.Background(),
				NotifyFunc:      func(context.Context, string, ...*rules.Alert) {},
				Logger:          promslog.NewNopLogger(),
				Parser:          parser.NewParser(parser.Options{}),
				OutageTolerance: time.Duration(phase.OutageTolerance) * time.Millisecond,
				ForGracePeriod:  time.Duration(phase.GracePeriod) * time.Millisecond,
			})
			loaded, errs := manager.LoadGroups(interval, labels.EmptyLabels(), "", nil, false, file)
			if errs != nil {
				texts := []string{}
				for _, err := range errs {
					texts = append(texts, err.Error()[len(file)+2:])
				}
				return map[string]any{"refused": texts}, nil
			}
			groups := []*rules.Group{}
			for _, group := range loaded {
				groups = append(groups, group)
			}
			sort.Slice(groups, func(i, j int) bool { return place[groups[i].Name()] < place[groups[j].Name()] })
			for _, group := range groups {
				for _, rule := range group.AlertingRules() {
					rule.SetRestored(!phase.Restore)
				}
			}
			for step, at := 1, phase.Start; at <= phase.End; step, at = step+1, at+one.Interval {
				now := time.UnixMilli(at).UTC()
				suite.WithSamplesTill(now, func(failure error) { err = failure })
				if err != nil {
					return nil, err
				}
				for _, group := range groups {
					group.Eval(suite.Context(), now)
					if phase.Restore && step == 2 {
						group.RestoreForState(now)
					}
					for _, rule := range group.Rules() {
						if rule.LastError() != nil {
							failures = append(failures, rulesFailure{at, rule.Name(), rule.LastError().Error()})
						}
						if alerting, ok := rule.(*rules.AlertingRule); ok {
							for _, alert := range alerting.ActiveAlerts() {
								alerts = append(alerts, rulesAlert{
									at, alert.State.String(), alert.Labels.Map(), alert.Annotations.Map(), real(alert.Value), alert.ActiveAt.UnixMilli(),
								})
							}
						}
					}
				}
			}
		}
		stored, err := storedSeries(suite)
		return map[string]any{"alerts": alerts, "failures": failures, "series": stored}, err
	}
}

func storedSeries(suite *promqltest.LazyLoader) ([]rulesSeries, error) {
	querier, err := suite.Storage().Querier(math.MinInt64/2, math.MaxInt64/2)
	if err != nil {
		return nil, err
	}
	defer querier.Close()
	all := []rulesSeries{}
	set := querier.Select(context.Background(), true, nil, labels.MustNewMatcher(labels.MatchRegexp, "__name__", ".*"))
	for set.Next() {
		series := rulesSeries{Labels: set.At().Labels().Map(), Samples: [][2]any{}}
		iterator := set.At().Iterator(nil)
		for kind := iterator.Next(); kind != chunkenc.ValNone; kind = iterator.Next() {
			if kind == chunkenc.ValFloat {
				t, v := iterator.At()
				text := realText(v)
				if value.IsStaleNaN(v) {
					text = "stale"
				}
				series.Samples = append(series.Samples, [2]any{t, text})
				continue
			}
			t, h := iterator.AtFloatHistogram(nil)
			text := h.TestExpression()
			if value.IsStaleNaN(h.Sum) {
				text = "stale"
			}
			series.Samples = append(series.Samples, [2]any{t, text})
		}
		if iterator.Err() != nil {
			return nil, iterator.Err()
		}
		all = append(all, series)
	}
	if set.Err() != nil {
		return nil, fmt.Errorf("reading what is stored: %w", set.Err())
	}
	return all, nil
}
