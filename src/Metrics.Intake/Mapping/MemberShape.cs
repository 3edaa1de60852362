using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Intake.Mapping;

/// <summary>How a member of an event's data is written from a record's text.</summary>
internal abstract class MemberShape
{
    /// <summary>Whether every event of the type has the member.</summary>
    public bool IsRequired { get; private init; }

    public static MemberShape Of(EventType type, string member)
    {
        var property = type.Data.Properties.First(p => p.Name == member);
        var bare = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (bare == typeof(decimal) || bare == typeof(int)) return new NumberShape { IsRequired = property.IsRequired };
        if (bare == typeof(bool)) return new FlagShape { IsRequired = property.IsRequired };
        if (bare == typeof(Instant)) return new TimeShape { IsRequired = property.IsRequired };
        return property.AttributeProvider!.IsDefined(typeof(RegularExpressionAttribute), inherit: true)
            ? new DateShape { IsRequired = property.IsRequired }
            : new TextShape { IsRequired = property.IsRequired };
    }

    /// <summary>Writes the member; nothing when the record has no value.</summary>
    /// <returns>Whether there was a value.</returns>
    /// <exception cref="RowException">The text is not such a value.</exception>
    public abstract bool Write(Utf8JsonWriter writer, string name, Value value, Row row);

    private sealed class TextShape : MemberShape
    {
        public override bool Write(Utf8JsonWriter writer, string name, Value value, Row row)
        {
            if (value.Text(row) is not { } text) return false;
            writer.WriteString(name, text);
            return true;
        }
    }

    private sealed class NumberShape : MemberShape
    {
        public override bool Write(Utf8JsonWriter writer, string name, Value value, Row row)
        {
            if (value.Number(row) is not { } number) return false;
            writer.WriteNumber(name, number);
            return true;
        }
    }

    private sealed class DateShape : MemberShape
    {
        public override bool Write(Utf8JsonWriter writer, string name, Value value, Row row)
        {
            if (value.Date(row) is not { } date) return false;
            writer.WriteString(name, date);
            return true;
        }
    }

    private sealed class TimeShape : MemberShape
    {
        public override bool Write(Utf8JsonWriter writer, string name, Value value, Row row)
        {
            if (value.Time(row) is not { } time) return false;
            writer.WriteString(name, InstantConverter.Format(time));
            return true;
        }
    }

    private sealed class FlagShape : MemberShape
    {
        public override bool Write(Utf8JsonWriter writer, string name, Value value, Row row)
        {
            if (value.Text(row) is not { } text) return false;
            writer.WriteBoolean(name, text switch
            {
                "true" => true,
                "false" => false,
                _ => throw new RowException(value.Column, $"'{text}' is neither true nor false; say in 'values' what it means"),
            });
            return true;
        }
    }
}
