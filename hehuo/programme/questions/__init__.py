"""Questions instead of suspicion: small explained rules find records worth asking about; the unit answers; a person concludes.

Domain §2.0.5, FD01–FD13. A question is neutral, names record, unit and deadline, and takes no point by itself. Only a
person turns it into a finding. Nothing is ever asked about a resident.
"""
